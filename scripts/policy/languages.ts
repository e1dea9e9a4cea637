// The languages the policy commands speak.
import { en } from './words.en.ts';
import { ja } from './words.ja.ts';
import type { Words } from './words.ts';

export const WORDS: { readonly en: Words; readonly ja: Words } = { en, ja };
