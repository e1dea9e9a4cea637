// The client's inner doors speak in callbacks; the room speaks in promises.

/** Turns one callback of the client into a promise. */
export function answer<T>(ask: (callback: (error: Error | null, payload?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, payload) => (error ? reject(error) : resolve(payload as T)));
  });
}
