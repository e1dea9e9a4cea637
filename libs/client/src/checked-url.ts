// A URL that can be asked at all; one that cannot is refused before anything is tried.

/** Throws a `TypeError` that names the `option` and never the URL: there may be a password in it. */
export function checkedUrl(option: string, url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.password === '') return parsed;
  throw new TypeError(`GW_INVALID_URL: \`${option}\` is no http or https URL without user and password`);
}
