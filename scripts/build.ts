// `npm run build`: what `npm start` and `npm test` build before they begin, and the certificates of the policy files.
import { build } from './house/build.ts';
import { certifyPolicies } from './house/certify-policies.ts';

try {
  await build();
  await certifyPolicies(console.log);
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : 'unknown'}`);
  process.exit(1);
}
