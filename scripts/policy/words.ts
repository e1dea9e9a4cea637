// The sentences of the policy commands, in two languages: what both must be able to say.
import type { PolicyDocument } from '#policy';

/** What one version says of something; `null`: it does not say it. */
export interface Saying {
  readonly id: string;
  readonly value: string | null;
}

/** A cell as people are told of it. */
export interface ToldCell {
  readonly items: readonly string[];
  readonly recipient: string;
  readonly purpose: string;
  readonly purposeId: string;
}

/** What a version grants in a cell: a grant's word, or `null` for nothing, and the clause. */
export interface Granted {
  readonly id: string;
  readonly grant: string | null;
  readonly clause: string;
}

export interface Words {
  readonly language: 'en' | 'ja';
  /** Such as `Articles 2(10) and 3(2)`. */
  clause(clause: string): string;
  /** Such as `30 May 2017`. */
  day(day: string): string;
  /** Why a version was made, of the document's words. */
  reason(reason: string): string;
  /** From when on a version is in effect, without a full stop. */
  inEffect(document: PolicyDocument): string;
  /** How much differs between two versions. */
  changes(before: PolicyDocument, after: PolicyDocument, count: number): string;
  cellChange(cell: ToldCell, before: Granted, after: Granted): string;
  /** `language`: which text of the field, where it is one of two. */
  fieldChange(what: { entity: string; field: string; text: 'en' | 'ja' | null }, before: Saying, after: Saying): string;
  /** What stands in one version alone, with its text. */
  aloneIn(id: string, entity: string, text: string): string;
  readonly explain: {
    heading(id: string, item: string, recipient: string, purpose: string): string;
    readonly item: string;
    readonly recipient: string;
    readonly purpose: string;
    /** What the cell grants, and under what condition. */
    cell(grant: string | null, clause: string): string;
    prohibited(clause: string): string;
    unlisted(clause: string): string;
    unknownPurpose(purpose: string): string;
    unknownRecipient(recipient: string, clause: string, known: readonly string[]): string;
    readonly ownRecords: string;
    readonly othersRecords: string;
    /** Item, recipient or purpose, with its text. */
    about(label: string, text: string, clause: string): string;
    /** Above a list. */
    heads(heading: string): string;
    readonly guards: string;
    /** The same where a text may leave in part. */
    readonly guardsOfText: string;
    readonly readings: string;
    /** The name of a reading another can be argued against. */
    contested(name: string): string;
    readonly obligations: string;
    /** A text with what it is called. */
    point(text: string, clause: string, name: string): string;
    obligation(bound: readonly string[], text: string, clause: string): string;
  };
}
