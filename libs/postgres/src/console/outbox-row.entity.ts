// A control fact on its way to `control`.
import type { FactType, JsonObject } from '#wire';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'console', name: 'outbox' })
export class OutboxRow {
  /** Order of publication; a bigint, so text. */
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS', insert: false, update: false })
  position: string;

  @Column({ type: 'text', name: 'fact_id' })
  factId: string;

  @Column({ type: 'text' })
  type: FactType;

  /** RFC 3339 instant the fact was recorded. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt: string;

  @Column({ type: 'jsonb' })
  data: JsonObject;

  /** OAuth client that stated the fact, or the process itself. */
  @Column({ type: 'text' })
  client: string;

  @Column({ type: 'text', name: 'idempotency_key', nullable: true })
  idempotencyKey: string | null;

  /** Offset on `control`; `null` until it is there. */
  @Column({ type: 'bigint', name: 'control_offset', nullable: true })
  controlOffset: string | null;

  @Column({ type: 'timestamptz', name: 'settled_at', nullable: true })
  settledAt: Date | null;
}
