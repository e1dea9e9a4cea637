// Rules that need types, and the purity of libs/policy. Formatting is Biome's alone.
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const impure = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'no clock in here' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'no clock in here' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'no chance in here' },
  { selector: 'FunctionDeclaration[async=true], ArrowFunctionExpression[async=true]', message: 'synchronous only' },
  { selector: 'Decorator', message: 'no decorators in here' },
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', '**/*.mjs', '**/*.cjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Nest reads constructor parameter types at run time: a type-only import would break injection.
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  {
    files: ['apps/console/web/**/*.ts', 'apps/console/web/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='style']", message: 'looks stand in the style sheets' },
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'no markup from text' },
      ],
    },
  },
  { files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'], ignores: ['**/*.spec.ts', 'libs/process/**'], rules: { 'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'configuration is read once, in libs/process' }] } },
  {
    files: ['libs/policy/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...impure],
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'crypto', 'performance'],
    },
  },
);
