// What the console keeps in PostgreSQL.
import { Member } from './member.entity.js';
import { NoticeRow } from './notice.entity.js';
import { OutboxRow } from './outbox-row.entity.js';

export { CONSOLE_MIGRATIONS } from './migrations.js';
export { createMembers, type Members } from './members.js';
export { createNotices, type Notices } from './notices.js';
export { createOutbox, type Enqueued, type Outbox, type StatedFact } from './outbox.js';
export { Member, NoticeRow, OutboxRow };

/** Entities for the console's data source. */
export const CONSOLE_ENTITIES = [OutboxRow, Member, NoticeRow] as const;
