// Every word of the desk: the shape English has, and Japanese must have too.
import type { en } from './en.js';

export type Words = typeof en;
