// Signs in at the desk as a browser does: from redirect to redirect, with a form and cookies, until the desk has a session.

/** Where somebody signs in. */
export interface Desk {
  readonly console: string;
  /** Address of the issuer from here: names under `.localhost` are this machine, which not every resolver knows. */
  readonly issuer: string;
}

/** The cookie of the session, as a header to send to the desk. Rejects where the way ends elsewhere. */
export async function signInAtDesk(desk: Desk, username: string, password: string): Promise<string> {
  const jars = new Map<string, Map<string, string>>();
  const visit = async (from: string, init: RequestInit = {}): Promise<{ url: URL; text: string }> => {
    const asked = new URL(from);
    const url = asked.hostname.endsWith('.localhost') ? new URL(asked.pathname + asked.search, desk.issuer) : asked;
    const jar = jars.get(url.origin) ?? new Map<string, string>();
    jars.set(url.origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', ...value] = (line.split(';', 1)[0] ?? '').split('=');
      jar.set(name, value.join('='));
    }
    const next = response.headers.get('location');
    if (next !== null && response.status < 400) return visit(new URL(next, url).href);
    if (!response.ok) throw new Error(`${url.origin}${url.pathname} answered ${response.status}`);
    return { url, text: await response.text() };
  };
  const form = await visit(`${desk.console}/session/start?lang=en`);
  const body = new URLSearchParams({ username, password });
  const { url } = await visit(form.url.href, { method: 'POST', body });
  const session = jars.get(new URL(desk.console).origin)?.get('__Host-desk-session');
  if (url.origin !== new URL(desk.console).origin || session === undefined) throw new Error(`ended at ${url.origin}`);
  return `__Host-desk-session=${session}`;
}
