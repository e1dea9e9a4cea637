// A thread that enumerates: it is given one version, then places of shares one after another, and answers with what it found.
import { parentPort, workerData } from 'node:worker_threads';
import { scanner } from '#free-text';
import { createDecider, projectJson } from '#policy';
import { CATALOGUE, type JsonObject } from '#wire';
import { enumerate, SHARES } from './enumerate.js';
import { readVersion } from './read-version.js';

const { document } = workerData as { readonly document: JsonObject };
const version = { document, policy: readVersion(document) };

parentPort?.on('message', (place: number) => {
  const share = SHARES[place];
  if (share === undefined) throw new RangeError('no share has this place');
  // A decider for each share, so that no more is remembered than one share needs.
  const decider = createDecider({ catalogue: CATALOGUE, scanner });
  parentPort?.postMessage(enumerate(version, { decider, project: projectJson }, share));
});
