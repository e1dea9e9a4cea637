// The sandbox's sign-in page: one form, no script, in the language the desk asked for.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type Provider from 'oidc-provider';
import { problem } from '#wire';
import type { SandboxPerson } from './sandbox-clients.js';

const MOST_BYTES = 4_096;
const AFTER_A_WRONG_ONE_MS = 500;

const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#16202c;--soft:#566273;--line:#c9d1da;--deed:#0b5cad;--fault:#a3202c}
@media(prefers-color-scheme:dark){:root{--paper:#12171d;--ink:#e8edf2;--soft:#9fabb9;--line:#3b4653;--deed:#7db7f5;--fault:#ff9a9a}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);
font:16px/1.6 system-ui,"Hiragino Sans","Noto Sans CJK JP","Yu Gothic UI",Meiryo,sans-serif}
main{width:min(22rem,calc(100vw - 3rem));padding:2rem 0}
h1{font-size:1.25rem;line-height:1.4;margin:0 0 .25rem}p{margin:0 0 1.5rem;color:var(--soft);font-size:.875rem}
label{display:block;font-size:.875rem;font-weight:600;margin:1rem 0 .25rem}
input{box-sizing:border-box;width:100%;height:2.75rem;padding:0 .75rem;font:inherit;color:inherit;background:transparent;
border:1px solid var(--soft);border-radius:6px}
button{margin-top:1.5rem;width:100%;height:2.75rem;font:inherit;font-weight:600;border:0;border-radius:6px;
background:var(--deed);color:var(--paper);cursor:pointer}
:focus-visible{outline:3px solid var(--deed);outline-offset:2px}
.fault{color:var(--fault);font-weight:600;margin:0 0 1rem}code{font-size:.9em}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const WORDS = {
  ja: {
    title: '共同利用デスクにサインイン',
    hint: 'お試し環境の発行者です。パスワードは <code>sandbox-credentials.json</code> の <code>people</code> にあります。',
    fault: 'ユーザー名またはパスワードが違います。',
    user: 'ユーザー名',
    password: 'パスワード',
    enter: 'サインイン',
    gone: 'このサインインは期限切れです。デスクからやり直してください。',
  },
  en: {
    title: 'Sign in to the joint-use desk',
    hint: 'This is the sandbox’s issuer. Passwords stand in <code>sandbox-credentials.json</code> under <code>people</code>.',
    fault: 'User name or password is wrong.',
    user: 'User name',
    password: 'Password',
    enter: 'Sign in',
    gone: 'This sign-in has lapsed. Start again from the desk.',
  },
} as const;
type Language = keyof typeof WORDS;

export interface SignInOptions {
  readonly provider: Provider;
  readonly people: readonly SandboxPerson[];
  /** Where the form's answer may lead in the end: a browser refuses any other. */
  readonly origins: readonly string[];
}

/** Answers `GET` and `POST /interaction/{uid}`. Never rejects. */
export function createSignInPage({ provider, people, origins }: SignInOptions) {
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self' ${origins.join(' ')}; frame-ancestors 'none'; base-uri 'none'`;
  const show = (response: ServerResponse, status: number, language: Language, body: string) => {
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const { title } = WORDS[language];
    response.end(
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>` +
        `<meta name="viewport" content="width=device-width,initial-scale=1"><style>${STYLE}</style></head>` +
        `<body><main>${body}</main></body></html>`,
    );
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let language: Language = 'en';
    try {
      const { params } = await provider.interactionDetails(request, response);
      language = String(params.ui_locales).startsWith('ja') ? 'ja' : 'en';
      if (request.method !== 'POST') return show(response, 200, language, formOf(language, false));
      const given = new URLSearchParams(await bodyOf(request));
      const person = personOf(people, given.get('username') ?? '', given.get('password') ?? '');
      if (person === null) {
        await sleep(AFTER_A_WRONG_ONE_MS);
        return show(response, 403, language, formOf(language, true));
      }
      const login = { accountId: person.username };
      await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
    } catch {
      if (response.headersSent) response.destroy();
      else show(response, problem('GW_INVALID_REQUEST').status, language, `<p>${WORDS[language].gone}</p>`);
    }
  };
}

function formOf(language: Language, isWrong: boolean): string {
  const { title, hint, fault, user, password, enter } = WORDS[language];
  return (
    `<h1>${title}</h1><p>${hint}</p>${isWrong ? `<p class="fault" role="alert">${fault}</p>` : ''}<form method="post">` +
    `<label for="username">${user}</label><input id="username" name="username" autocomplete="username" required autofocus>` +
    `<label for="password">${password}</label>` +
    `<input id="password" name="password" type="password" autocomplete="current-password" required>` +
    `<button>${enter}</button></form>`
  );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk as string;
    if (body.length > MOST_BYTES) throw new Error('the form is too long');
  }
  return body;
}

/** The person with this name and password; every password is compared, in the same time. */
function personOf(people: readonly SandboxPerson[], username: string, password: string): SandboxPerson | null {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const matching = people.filter((person) => {
    const isSame = timingSafeEqual(digest(person.password), digest(password));
    return isSame && person.username === username;
  });
  return matching[0] ?? null;
}
