// Says, once, that a version records are judged by is not certified, and once that all are.
import type { Logger } from '#process';
import type { CertifiedLaw, Uncertified } from './certified-law.js';
import type { Notify } from './notices.js';

export interface CertificateWatch {
  /** To be called when `control` was read to its end: before that a certificate may be there and not read yet. */
  readonly look: (at: number) => void;
}

export function createCertificateWatch(
  law: Pick<CertifiedLaw, 'uncertifiedAt'>,
  { logger, notify }: { readonly logger: Logger; readonly notify: Notify },
): CertificateWatch {
  /** `undefined`: nothing was told yet, and what the process before this one told may still stand on the desk. */
  let told: Uncertified | null | undefined;
  return {
    look(at) {
      const found = law.uncertifiedAt(at);
      if (told !== undefined && found?.policy === told?.policy && found?.code === told?.code) return;
      const wasMissing = told !== undefined && told !== null;
      told = found;
      if (found === null) {
        if (wasMissing) logger.info({ event: 'policy-certified' });
        notify({ kind: 'certificate', level: 'state', state: 'holds' });
        return;
      }
      const { policy, code } = found;
      logger.error({ event: 'policy-not-certified', policy, code });
      notify({ kind: 'certificate', level: 'alert', state: 'missing', code });
    },
  };
}
