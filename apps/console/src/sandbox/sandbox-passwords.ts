// The Kafka passwords of the sandbox's members, from the file the house writes.
import { readFile } from 'node:fs/promises';
import { isJsonObject } from '#wire';

/** User name to password. Throws for a file that is not the sandbox's, without quoting it. */
export async function readSandboxPasswords(file: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(file, 'utf8');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined;
  }
  if (!isJsonObject(content) || !isJsonObject(content.clients))
    throw new Error('the sandbox credentials are not readable');
  const passwords = new Map<string, string>();
  for (const client of Object.values(content.clients)) {
    const kafka = isJsonObject(client) ? client.kafka : undefined;
    if (isJsonObject(kafka) && typeof kafka.username === 'string' && typeof kafka.password === 'string') {
      passwords.set(kafka.username, kafka.password);
    }
  }
  return passwords;
}
