// Which members' Kafka users have been admitted.
import type { DataSource } from 'typeorm';
import { Member } from './member.entity.js';

/** The members in `dataSource` (entities: `CONSOLE_ENTITIES`). Every method throws a DatabaseFault. */
export function createMembers(dataSource: DataSource) {
  const rows = () => dataSource.getRepository(Member);
  return {
    /** Every user that ever was admitted, by recipient id. */
    all: async (): Promise<ReadonlyMap<string, Member>> =>
      new Map((await rows().find()).map((member) => [member.recipient, member])),

    note: async (username: string, recipient: string, admitted: boolean): Promise<void> => {
      await rows().upsert({ username, recipient, admitted, changedAt: new Date() }, ['username']);
    },
  };
}

export type Members = ReturnType<typeof createMembers>;
