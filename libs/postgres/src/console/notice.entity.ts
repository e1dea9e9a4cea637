// The newest notice of each kind from each app: states and alerts, no value.
import type { JsonObject } from '#wire';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'console', name: 'notices' })
export class NoticeRow {
  @PrimaryColumn({ type: 'text' })
  app: string;

  @PrimaryColumn({ type: 'text' })
  kind: string;

  @Column({ type: 'jsonb' })
  notice: JsonObject;

  @Column({ type: 'timestamptz', name: 'received_at' })
  receivedAt: Date;
}
