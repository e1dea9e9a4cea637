// The list of metrics: made by the code, told in docs/telemetry.md, and all that the dashboards ask for.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { METRICS, type Metric } from '#process';
import { PHASES } from '#kafka';
import { PROBLEMS, REASONS } from '#wire';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const metrics: readonly (readonly [string, Metric])[] = Object.entries(METRICS);
const underscored = (name: string) => name.replaceAll('.', '_');

class PullReader extends MetricReader {
  protected onShutdown = () => Promise.resolve();
  protected onForceFlush = () => Promise.resolve();
}

/** Every name at `/metrics`, as the serializer in use writes them, with the labels it may have. */
async function served(): Promise<Map<string, ReadonlySet<string>>> {
  const reader = new PullReader();
  const meter = new MeterProvider({ readers: [reader] }).getMeter('test');
  for (const [name, { kind, unit }] of metrics) {
    if (kind === 'counter') meter.createCounter(name, { unit }).add(1);
    if (kind === 'histogram') meter.createHistogram(name, { unit }).record(1);
    if (kind === 'gauge') meter.createGauge(name, { unit }).record(1);
  }
  const { resourceMetrics } = await reader.collect();
  const text = new PrometheusSerializer('', false, undefined, true, true).serialize(resourceMetrics);
  const names = [...text.matchAll(/^([a-z_]+)(?:\{[^}]*\})? \d/gm)].map(([, name = '']) => name);
  return new Map(
    names.map((name) => {
      const [, { labels }] = metrics.find(([dotted]) => name.startsWith(underscored(dotted))) ?? ['', { labels: [] }];
      return [name, new Set(labels.map(underscored))];
    }),
  );
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string; readonly thresholds: { steps: unknown[] } } };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}
const dashboards = ['flow', 'policy'].map((name) => {
  const { title, panels } = JSON.parse(read(`docker/grafana/${name}.json`)) as { title: string; panels: Panel[] };
  return { name, title, panels };
});

/** Metrics a query names, with the labels it asks of each and the words it wants them to be. */
function asked(expr: string) {
  const by = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/, */));
  const bare = expr.replaceAll(/\bby \([^)]*\)/g, '');
  // A name with an underscore that is no function, with its matchers.
  const selectors = bare.matchAll(/\b([a-z]+(?:_[a-z]+)+)\b(?!\()(?:\{([^}]*)\})?/g);
  return [...selectors].map(([, name = '', matchers = '']) => ({
    name,
    wanted: [...matchers.matchAll(/([A-Za-z_]+)(?:=~|!=|=)"([^"]*)"/g)].map(([, label = '', words = '']) => ({
      label,
      words: words.split('|').filter((word) => word !== ''),
    })),
    by,
  }));
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  reason: REASONS,
  outcome: ['permit', 'redact', 'withhold', 'accepted', 'duplicate', ...Object.keys(PROBLEMS)],
  effect: ['released', 'recalled', 'withheld'],
  state: PHASES,
};

describe('the metrics', () => {
  it('are each made by an app, by name, and none of another name is', () => {
    const sources = globSync('{apps,libs}/*/src/**/*.ts', { cwd: ROOT })
      .filter((file) => !file.endsWith('.spec.ts') && !file.endsWith('metric-list.ts'))
      .map(read)
      .join('\n');
    const made = [...sources.matchAll(/\b(?:counter|histogram|gauge|observed)\('([^']+)'/g)].map(([, name]) => name);
    expect([...new Set(made)].sort()).toEqual(metrics.map(([name]) => name).sort());
    expect(sources.match(/metrics\.getMeter\(/g)).toHaveLength(1);
  });

  it('have units of the conventions, and names that do not end in their unit', () => {
    for (const [name, { unit }] of metrics) {
      expect(unit).toMatch(/^(?:s|1|\{[a-z]+\})$/);
      expect(name).not.toMatch(/(?:seconds|_ms|total|count)$/);
    }
  });

  it('stand in docs/telemetry.md, a row each and none besides', () => {
    const rows = metrics.map(([name, { kind, unit, labels, apps, description }]) => {
      const names = labels.map((label) => `\`${label}\``).join(' ') || '–';
      const by = apps.length === 5 ? 'every app' : apps.join(', ');
      return `| \`${name}\` | ${kind} | \`${unit}\` | ${names} | ${by} | ${description} |`;
    });
    const page = read('docs/telemetry.md');
    const table = page.slice(page.indexOf('| metric |'), page.indexOf('## Dashboards')).trim().split('\n');
    expect(table.slice(2)).toEqual(rows);
  });
});

describe.each(dashboards)('the dashboard $name', ({ title, panels }) => {
  const shown = panels.filter(({ type }) => type !== 'row');

  it('has titles in both languages, a description, a unit and thresholds, and numbers its panels', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const text of [title, ...panels.map((panel) => panel.title)])
      expect(text).toMatch(/[A-Za-z].* ·.*[\p{sc=Han}\p{sc=Katakana}]/u);
    for (const { description = '', fieldConfig } of shown) {
      expect(description).toMatch(/^[A-Z0-9].{20,}\.$/);
      expect(fieldConfig?.defaults.unit).toMatch(/^[a-z]+$/);
      expect(fieldConfig?.defaults.thresholds.steps.length).toBeGreaterThan(0);
    }
  });

  it('asks for what is made alone, by labels it has, in words of its lists', async () => {
    const made = await served();
    const queries = shown.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    expect(queries.length).toBeGreaterThan(15);
    for (const expr of queries) {
      const selectors = asked(expr);
      expect([expr, selectors.length]).not.toEqual([expr, 0]);
      for (const { name, wanted, by } of selectors) {
        expect([expr, [...made.keys()]]).toEqual([expr, expect.arrayContaining([name])]);
        const labels = [...(made.get(name) ?? []), 'le', 'job'];
        for (const label of [...by, ...wanted.map((one) => one.label)]) expect(labels).toContain(label);
        for (const { label, words } of wanted) for (const word of words) expect(WORDS[label]).toContain(word);
      }
    }
  });
});
