// What somebody searches for, from one page to the next: in memory alone, never in an address.
import type { Question } from './questions.js';

let asked: Question | null = null;
const listeners = new Set<() => void>();

export function setAsked(question: Question | null): void {
  asked = question;
  for (const listener of listeners) listener();
}

export const getAsked = (): Question | null => asked;

export function onAsked(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
