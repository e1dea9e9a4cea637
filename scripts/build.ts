// `npm run build`: what `npm start` and `npm test` build before they begin.
import { build } from './house/build.ts';

try {
  await build();
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : 'unknown'}`);
  process.exit(1);
}
