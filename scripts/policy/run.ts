// The commands on policy documents: what they are asked, what they print, and how they end.
import { parseArgs } from 'node:util';
import { cellChanges } from './compare-cells.ts';
import { toldChanges } from './compare-told.ts';
import { explain, UnknownQuestion } from './explain.ts';
import { WORDS } from './languages.ts';
import { readPolicy, type ReadPolicy } from './read-policy.ts';
import type { Words } from './words.ts';

export const HELP = `npm run policy -- <command>

  check <file> …                               every fault of the documents, one per line
  diff <file> <file>                           what the second says otherwise than the first, one sentence per line
  explain <file> <item> <recipient> <purpose>  what the document says to one item, recipient and purpose
  certify <file>                               every case through the engine: counts and the certificate

  <file>       policies/<id>.yaml
  <item>       an item of the document, such as vin
  <recipient>  an id, such as bmw-japan-finance or dealer:D002, or a recipient of the document, such as insurer
  <purpose>    such as joint.valuation; what the document does not name is any other purpose

  --ja         in Japanese
  --both       in English, then in Japanese

diff compares everything but the names of the versions; a draft has neither days nor a reason to compare yet.
Ends with 0, also when documents differ; 1 when a document has faults or cannot be read; 2 when asked in another way.
`;

/** Where lines go: what was asked for, and what was wrong or is remarked. */
export interface Print {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

interface Asked {
  readonly command: string;
  readonly args: readonly string[];
  readonly languages: readonly Words[];
}

function read(argv: readonly string[]): Asked | 'help' | null {
  try {
    const options = { ja: { type: 'boolean' }, both: { type: 'boolean' }, help: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [command = '', ...args] = positionals;
    if (values.help) return 'help';
    const languages = values.both ? [WORDS.en, WORDS.ja] : [values.ja ? WORDS.ja : WORDS.en];
    return { command, args, languages };
  } catch {
    return null;
  }
}

/** The version in a file; `null` where it has faults, which are then told. */
function open(file: string, { err }: Print): ReadPolicy | null {
  const read = readPolicy(file);
  if (!('faults' in read)) return read;
  for (const fault of read.faults) err(`${file}: ${fault}`);
  return null;
}

function check(files: readonly string[], print: Print): number {
  let status = 0;
  for (const file of files) {
    const version = open(file, print);
    if (version === null) status = 1;
    else print.out(`${file}: compiles; ${WORDS.en.inEffect(version.document)}`);
  }
  return status;
}

function diff([first = '', second = '']: readonly string[], languages: readonly Words[], print: Print): number {
  const [before, after] = [open(first, print), open(second, print)];
  if (before === null || after === null) return 1;
  for (const words of languages) {
    const sentences = [...cellChanges(before, after, words), ...toldChanges(before.document, after.document, words)];
    for (const sentence of sentences) print.out(sentence);
    // A remark, not a change: whoever reads the changes from a pipe gets nothing else.
    print.err(words.changes(before.document, after.document, sentences.length));
  }
  return 0;
}

function explainOne([file = '', ...question]: readonly string[], languages: readonly Words[], print: Print): number {
  const version = open(file, print);
  if (version === null) return 1;
  const [item = '', recipient = '', purpose = ''] = question;
  try {
    print.out(languages.map((words) => explain(version, { item, recipient, purpose }, words).join('\n')).join('\n\n'));
    return 0;
  } catch (error) {
    if (!(error instanceof UnknownQuestion)) throw error;
    print.err(error.message);
    return 2;
  }
}

/** Runs a command and prints; the exit code. Never throws for what it may be asked. */
export function run(argv: readonly string[], print: Print): number {
  const asked = read(argv);
  if (asked === 'help') {
    print.out(HELP);
    return 0;
  }
  const { command, args, languages } = asked ?? { command: '', args: [], languages: [] };
  if (command === 'check' && args.length > 0) return check(args, print);
  if (command === 'diff' && args.length === 2) return diff(args, languages, print);
  if (command === 'explain' && args.length === 4) return explainOne(args, languages, print);
  print.err(HELP);
  return 2;
}
