// What the apps ask somebody to look at: what is held back, refused or could not be read.
import type { KeptNotice, KeptNotices } from '#wire';
import { dayAndTime, fullInstant } from '../format.js';
import { useAnswer } from '../use-answer.js';
import { useWords } from '../words/use-words.js';
import { alertsOf, alertText } from './alerts.js';

const EVERY_MS = 15_000;

export function Alerts() {
  const { words } = useWords();
  const { data, asOf } = useAnswer<KeptNotices>('/api/v1/notices', EVERY_MS);
  const alerts = alertsOf(data?.notices ?? [], asOf);
  if (alerts.length === 0) return null;
  return (
    <section className="alerts" aria-labelledby="alerts">
      <h2 id="alerts">{words.alerts.title}</h2>
      <ul>
        {alerts.map((alert) => (
          <Alert key={`${alert.app} ${alert.kind}`} alert={alert} />
        ))}
      </ul>
    </section>
  );
}

function Alert({ alert }: { readonly alert: KeptNotice }) {
  const { words, language } = useWords();
  const at = Date.parse(alert.receivedAt);
  return (
    <li>
      {alertText(alert, words)} <small title={fullInstant(at)}>{dayAndTime(at, language)}</small>
    </li>
  );
}
