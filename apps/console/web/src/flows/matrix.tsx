// Who got what: a row for each stream, a column for each item, every number a link to the decisions behind it.
import type { Flows, FlowStream, Item, Share } from '#wire';
import { NO_FILTERS, type Range } from '../address.js';
import { Count, Mark } from '../figures.js';
import { exactCount } from '../format.js';
import { Link } from '../use-address.js';
import { ITEM_GROUPS, purposeName, recipientName, useWords } from '../words/use-words.js';
import { type Field, fieldKey, fieldsOf, heatOf } from './verdict.js';

const SHOWN: readonly Share[] = ['released', 'redacted', 'withheld', 'unsent'];
const GROUPS = ['customer', 'vehicle', 'other'] as const;

export function Matrix({ flows, range }: { readonly flows: Flows; readonly range: Range }) {
  const { words } = useWords();
  const { matrix } = words;
  const fields = fieldsOf(flows.cells);
  const isUsed = (item: Item) => flows.streams.some(({ stream }) => fields.has(fieldKey(stream, item)));
  const groups = GROUPS.map((group) => ({
    group,
    items: (ITEM_GROUPS[group] as readonly Item[]).filter((item) => item !== 'prohibited' || isUsed(item)),
  }));
  const items = groups.flatMap((each) => each.items);
  const most = Math.max(0, ...[...fields.values()].map(({ released }) => released));
  const hasUnsent = [...fields.values()].some(({ unsent }) => unsent > 0);
  if (fields.size === 0) return null;
  return (
    <section className="flow-matrix">
      <div className="heading">
        <h2>{matrix.title}</h2>
        <ul className="legend">
          {SHOWN.filter((share) => share !== 'unsent' || hasUnsent).map((share) => (
            <li key={share}>
              <Mark share={share} /> {words.shares[share]}
            </li>
          ))}
        </ul>
      </div>
      <table role="table">
        <caption className="hidden">{matrix.caption}</caption>
        <thead role="rowgroup">
          <tr role="row" className="groups">
            <td role="cell" />
            {groups.map(({ group, items: own }) => (
              <th key={group} role="columnheader" scope="colgroup" colSpan={own.length}>
                {matrix.groups[group]}
              </th>
            ))}
          </tr>
          <tr role="row">
            <th role="columnheader" scope="col">
              {matrix.recipient}
            </th>
            {items.map((item) => (
              <th
                key={item}
                role="columnheader"
                scope="col"
                title={words.names.items[item].long}
                className={firstOf(item)}
              >
                {words.names.items[item].short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {flows.streams.map((stream) => (
            <tr role="row" key={stream.stream}>
              <StreamHead stream={stream} />
              {items.map((item) => {
                const field = fields.get(fieldKey(stream.stream, item)) ?? null;
                return (
                  <td
                    key={item}
                    role="cell"
                    className={[firstOf(item), field === null && 'void'].filter(Boolean).join(' ')}
                  >
                    <span className="item" aria-hidden="true">
                      {words.names.items[item].short}
                    </span>
                    <FieldCell {...{ field, stream, item, range, most }} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small">{matrix.unit}</p>
    </section>
  );
}

/** The first item of a list of the policy stands a little apart. */
function firstOf(item: Item): string | undefined {
  return item === 'vin' || item === 'unlisted' ? 'first' : undefined;
}

function StreamHead({ stream }: { readonly stream: FlowStream }) {
  const { words } = useWords();
  const { released, recalled, withheld } = stream.decisions;
  return (
    <th role="rowheader" scope="row">
      <span className="recipient">{recipientName(stream.audience, words)}</span>
      <span className="purpose">
        {purposeName(stream.purpose, words)}
        {!stream.isOpen && <em> {words.matrix.closed}</em>}
      </span>
      <span className="records" title={words.matrix.recordsTitle}>
        {words.matrix.records(exactCount(released), exactCount(recalled), exactCount(withheld))}
      </span>
    </th>
  );
}

interface FieldCellProps {
  readonly field: Field | null;
  readonly stream: FlowStream;
  readonly item: Item;
  readonly range: Range;
  readonly most: number;
}

function FieldCell({ field, stream, item, range: { from, to }, most }: FieldCellProps) {
  const { words } = useWords();
  if (field === null) {
    return (
      <span className="none">
        <span aria-hidden="true">–</span>
        <span className="hidden">{words.matrix.none}</span>
      </span>
    );
  }
  const name = (share: Share) =>
    words.matrix.cell(
      words.shares[share],
      words.names.items[item].long,
      `${recipientName(stream.audience, words)} ${purposeName(stream.purpose, words)}`,
    );
  return (
    <span className={field.outside > 0 ? 'field outside' : 'field'}>
      {SHOWN.filter((share) => field[share] > 0).map((share) => (
        <Link
          key={share}
          className={`${share}${share === 'released' ? ` heat-${heatOf(field.released, most)}` : ''}`}
          to={{ page: 'flows', ...NO_FILTERS, from, to, stream: stream.stream, item, share }}
        >
          <span aria-hidden="true" className="letter">
            {words.letters[share]}
          </span>
          <Count of={field[share]} />
          <span className="hidden"> {name(share)}</span>
        </Link>
      ))}
      {field.outside > 0 && <strong>{words.matrix.undeclared}</strong>}
    </span>
  );
}
