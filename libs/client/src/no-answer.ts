// No answer came: what is known of it is a code and whom it was asked of.

/** Codes of OpenSSL and Node for a certificate that is not accepted, and for a port that speaks no TLS. */
const UNTRUSTED =
  /CERT|^(UNABLE_TO_.*|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|ERR_SSL_WRONG_VERSION_NUMBER)$/;

/**
 * `code` is the system's (`ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED`), `TIMEOUT`, or `NO_ANSWER` where none is known. What
 * `fetch` threw is not kept as the cause: it can hold bytes of the answer, and those are somebody's data.
 */
export class NoAnswer extends Error {
  /** Trying again cannot help: who answers is not trusted here. */
  readonly isFinal: boolean;

  constructor(
    readonly code: string,
    /** Scheme, host and port alone, such as `https://issuer.example`. */
    readonly origin: string,
    fault?: string,
  ) {
    const isFinal = UNTRUSTED.test(code);
    const what = isFinal
      ? 'is not trusted: see that the URL is right, its certificate valid for it, and who signed that known here'
      : `${fault ?? 'does not answer'}: see that the URL is right and can be reached from here`;
    super(`${code}: \`${origin}\` ${what}`);
    this.name = 'NoAnswer';
    this.isFinal = isFinal;
  }
}

/** The code in what `fetch` threw: its cause's. Never throws. */
export function faultCode(error: unknown): string {
  const code = (error as { cause?: { code?: unknown } | null } | null)?.cause?.code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : 'NO_ANSWER';
}
