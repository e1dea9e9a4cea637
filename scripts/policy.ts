// `npm run policy -- check | diff | explain`: what policy documents say, for people. `--help` tells how.
import { buildEngine } from './policy/build-engine.ts';

buildEngine();
const { run } = await import('./policy/run.ts');
process.exitCode = run(process.argv.slice(2), { out: console.log, err: console.error });
