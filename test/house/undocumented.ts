// Answers an app gave that its OpenAPI document does not know.

/** One answer as a client met it. */
export interface Met {
  readonly app: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses?: object } | undefined>>>>;
}

/** `METHOD path status`, each once, sorted. What no route answers to is 404 and in no document. */
export function undocumented(document: unknown, met: readonly Met[]): string[] {
  const routes = Object.entries((document as Described).paths).map(([template, operations]) => {
    const steps = template.split('/').map((step) => (step.startsWith('{') ? '[^/]+' : step.replaceAll('.', '\\.')));
    return { template, operations, fits: new RegExp(`^${steps.join('/')}$`) };
  });
  // A route without a parameter is asked first, as the apps do.
  routes.sort((one, other) => one.template.split('{').length - other.template.split('{').length);
  const unknown = met.flatMap(({ method, path, status }) => {
    const [bare = ''] = path.split('?');
    const route = routes.find(({ fits, operations }) => fits.test(bare) && operations[method.toLowerCase()]);
    if (!route) return status === 404 || !bare.includes('/v1/') ? [] : [`${method} ${bare} ${status}`];
    const known = Object.keys(route.operations[method.toLowerCase()]?.responses ?? {});
    return known.includes(String(status)) ? [] : [`${method} ${route.template} ${status}`];
  });
  return [...new Set(unknown)].sort();
}
