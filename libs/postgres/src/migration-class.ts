// A migration as the array in migrations.ts lists it.
import type { MigrationInterface } from 'typeorm';

/** Its name ends in 13 digits, which order it; `down` undoes `up`. */
export type MigrationClass = new () => MigrationInterface;
