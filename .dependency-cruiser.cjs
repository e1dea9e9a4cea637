// The house's doors: which room may import which, and only through its index.
const may = {
  wire: [],
  policy: ['wire'],
  'free-text': ['wire'],
  evidence: ['wire'],
  certificate: ['wire', 'policy', 'free-text', 'evidence'],
  kafka: ['wire'],
  postgres: ['wire'],
  auth: ['wire'],
  process: ['wire'],
  client: ['wire'],
};
const apps = {
  intake: ['wire', 'policy', 'free-text', 'kafka', 'postgres', 'auth', 'process'],
  gatekeeper: ['wire', 'policy', 'free-text', 'evidence', 'kafka', 'process'],
  delivery: ['wire', 'kafka', 'postgres', 'auth', 'process'],
  ledger: ['wire', 'evidence', 'kafka', 'postgres', 'auth', 'process'],
  console: ['wire', 'policy', 'free-text', 'evidence', 'certificate', 'kafka', 'postgres', 'auth', 'process'],
};
// The one process that lives in a lib.
const ISSUER_PROCESS = '^libs/auth/src/sandbox-issuer\\.main\\.ts$';
// The desk's pages have doors of their own.
const PAGES = '^apps/console/web/';
// The sentences people read of each reason: what the pages and the commands say alike.
const REASON_WORDS = '^libs/wire/src/reason-words/';
const room = (from, name, allowed) => ({
  name: `${name}-doors`,
  severity: 'error',
  comment: `${name} may import ${allowed.length ? allowed.join(', ') : 'no other room'}`,
  from: { path: `^${from}/${name}/`, pathNot: [ISSUER_PROCESS, PAGES] },
  to: {
    path: '^(libs|apps)/',
    pathNot: [`^${from}/${name}/`, ...allowed.map((lib) => `^libs/${lib}/src/index\\.ts$`)],
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(may).map(([name, allowed]) => room('libs', name, allowed)),
    ...Object.entries(apps).map(([name, allowed]) => room('apps', name, allowed)),
    {
      name: 'issuer-process-doors',
      severity: 'error',
      comment: "the sandbox's issuer starts as every process does: wire and process, besides its own room",
      from: { path: ISSUER_PROCESS },
      to: { path: '^(libs|apps)/', pathNot: ['^libs/auth/', '^libs/(wire|process)/src/index\\.ts$'] },
    },
    {
      name: 'pages-doors',
      severity: 'error',
      comment: "the desk's pages import their own files, the wire's types, its words of reasons and what verifies evidence; the rest is HTTP",
      from: { path: PAGES },
      to: {
        path: '^(libs|apps)/',
        pathNot: [PAGES, '^libs/wire/src/index\\.ts$', `${REASON_WORDS}index\\.ts$`, '^libs/evidence/src/verify\\.ts$'],
      },
    },
    {
      name: 'pages-import-types-alone',
      severity: 'error',
      comment: "nothing of the wire's code is in the pages, only its types and its words of reasons",
      from: { path: '^apps/console/web/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/wire/', pathNot: REASON_WORDS, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'words-bring-no-code',
      severity: 'error',
      comment: 'what the pages carry of the wire imports types alone',
      from: { path: REASON_WORDS },
      to: { pathNot: REASON_WORDS, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pages-are-nobodys-import',
      severity: 'error',
      from: { pathNot: PAGES },
      to: { path: PAGES },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'policy-is-pure',
      severity: 'error',
      comment: 'libs/policy imports no npm package and nothing of node',
      from: { path: '^libs/policy/src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'kafka-clients-live-in-libs-kafka',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/kafka/', '\\.spec\\.ts$'] },
      to: { path: 'node_modules/(kafkajs|@platformatic/kafka)/' },
    },
    {
      name: 'sql-lives-in-libs-postgres',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/postgres/'] },
      to: { path: 'node_modules/(pg|typeorm)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node', 'default'] },
  },
};
