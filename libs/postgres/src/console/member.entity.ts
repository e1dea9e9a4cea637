// A member's Kafka user: admitted, or shut out.
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'console', name: 'members' })
export class Member {
  @PrimaryColumn({ type: 'text' })
  username: string;

  @Column({ type: 'text' })
  recipient: string;

  @Column({ type: 'boolean' })
  admitted: boolean;

  @Column({ type: 'timestamptz', name: 'changed_at' })
  changedAt: Date;
}
