// A start that cannot go on: one line that says what is wrong and what to do.

export class HouseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'HouseError';
  }
}

/** The house of this data folder runs already. */
export class AlreadyRunning extends HouseError {
  readonly urls: Readonly<Record<string, string>>;
  constructor(dataDir: string, pid: number, urls: Readonly<Record<string, string>>) {
    super(`the gateway of \`${dataDir}\` runs already (process ${pid})`);
    this.urls = urls;
  }
}

/** `errno` code of a failed system call, or `''`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
