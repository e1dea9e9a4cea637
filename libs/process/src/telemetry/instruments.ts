// The instruments of the list: an app counts by a name and labels that stand there, or does not compile.
import { metrics, type MetricOptions } from '@opentelemetry/api';
import { METRICS, type Metric, type MetricName } from './metric-list.js';

type Named<Kind extends Metric['kind']> = {
  [Name in MetricName]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never;
}[MetricName];
/** The labels of a metric. Values are words of closed lists, or ids from `control`; never a value of a record. */
export type LabelsOf<Name extends MetricName> = {
  readonly [Label in (typeof METRICS)[Name]['labels'][number]]?: string | number;
};
/** Adds to a counter, records in a histogram, sets a gauge. Never throws; does nothing in a process without telemetry. */
export type Measure<Name extends MetricName> = (value: number, labels?: LabelsOf<Name>) => void;

const meter = () => metrics.getMeter('joint-use-gateway');

function optionsOf(name: MetricName): MetricOptions {
  const { unit, description, buckets }: Metric = METRICS[name];
  return { unit, description, ...(buckets ? { advice: { explicitBucketBoundaries: [...buckets] } } : {}) };
}

/** A counter of the list: values add up. */
export function counter<Name extends Named<'counter'>>(name: Name): Measure<Name> {
  const instrument = meter().createCounter(name, optionsOf(name));
  return (value, labels) => instrument.add(value, labels);
}

/** A histogram of the list, in the metric's unit. */
export function histogram<Name extends Named<'histogram'>>(name: Name): Measure<Name> {
  const instrument = meter().createHistogram(name, optionsOf(name));
  return (value, labels) => instrument.record(value, labels);
}

/** A gauge of the list that is set when something happens. */
export function gauge<Name extends Named<'gauge'>>(name: Name): Measure<Name> {
  const instrument = meter().createGauge(name, optionsOf(name));
  return (value, labels) => instrument.record(value, labels);
}

/** A gauge of the list without labels that is asked when metrics are gathered. */
export function observed(name: Named<'gauge'>, read: () => number): void {
  meter()
    .createObservableGauge(name, optionsOf(name))
    .addCallback((result) => result.observe(read()));
}
