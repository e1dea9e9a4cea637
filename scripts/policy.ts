// `npm run policy -- check | diff | explain | certify`: what policy documents say, for people. `--help` tells how.
import { buildEngine } from './policy/build-engine.ts';

const [command, ...args] = process.argv.slice(2);
if (command === 'certify') process.exit(await (await import('./policy/certify.ts')).certify(args));
buildEngine();
const { run } = await import('./policy/run.ts');
process.exitCode = run(process.argv.slice(2), { out: console.log, err: console.error });
