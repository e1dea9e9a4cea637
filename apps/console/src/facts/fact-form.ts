// What it takes to state facts of one type.
import type { Pseudonyms } from '#process';
import type { FactPayloads, FactType, JsonObject, ProblemCode } from '#wire';

/** Who states a fact, about what, under which key. */
export interface Statement {
  /** The id in the path of a sub-resource. */
  readonly pathId: string | null;
  readonly idempotencyKey: string | null;
  /** A new UUID; of a seeded fact a fixed word, so that its id is the same at every start. */
  readonly freshId: string;
  /** The client of the token. */
  readonly client: string;
  /** Payload of the fact a sub-resource refers to. */
  readonly referred: JsonObject | null;
  readonly pseudonyms: Pseudonyms;
}

/** What must have been stated before: a fact of this type with these fields in its payload. */
export interface Need {
  readonly type: FactType;
  readonly fields: JsonObject;
  /** The answer where nobody stated it. */
  readonly orElse: ProblemCode;
}

/** How facts of one type are stated. */
export interface FactForm<T extends FactType, D extends object> {
  readonly body: new () => D;
  /** A sub-resource: the id it is about stands in the path. */
  readonly hasPath?: true;
  /** The fact `<refersTo>:<id in the path>` must have been stated. */
  readonly refersTo?: FactType;
  needs?(dto: D, statement: Statement): Need;
  /**
   * What of the fact's id follows its type. What can be stated once has an id of its own making; what can be stated
   * again (an end, the kill switch, a stream) takes the Idempotency-Key or a UUID.
   */
  idOf(data: FactPayloads[T], statement: Statement): string;
  toData(dto: D, statement: Statement): FactPayloads[T];
}
