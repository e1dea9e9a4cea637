// The newest notice of each kind from each app.
import type { JsonObject } from '#wire';
import type { DataSource } from 'typeorm';
import { NoticeRow } from './notice.entity.js';

/** The notices in `dataSource` (entities: `CONSOLE_ENTITIES`). Every method throws a DatabaseFault. */
export function createNotices(dataSource: DataSource) {
  const rows = () => dataSource.getRepository(NoticeRow);
  return {
    keep: async (app: string, kind: string, notice: JsonObject): Promise<void> => {
      await dataSource.query(KEEP, [app, kind, JSON.stringify(notice)]);
    },

    /** At most `limit`, the newest first. */
    newest: (limit: number): Promise<readonly NoticeRow[]> =>
      rows().find({ order: { receivedAt: 'DESC', app: 'ASC', kind: 'ASC' }, take: limit }),
  };
}

const KEEP = `
  INSERT INTO console.notices (app, kind, notice, received_at) VALUES ($1, $2, $3, now())
  ON CONFLICT (app, kind) DO UPDATE SET notice = EXCLUDED.notice, received_at = EXCLUDED.received_at`;

export type Notices = ReturnType<typeof createNotices>;
