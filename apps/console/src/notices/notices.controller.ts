// Hears what the apps say of themselves on `notices` and keeps the newest of each kind.
import type { Notices } from '#postgres';
import { TOPICS } from '#wire';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { NOTICES } from '../tokens.js';
import { noticeOf } from './notice-of.js';

@Controller()
export class NoticesController {
  constructor(@Inject(NOTICES) private readonly notices: Notices) {}

  @EventPattern<string>(TOPICS.notices.name)
  async hear(@Payload() payload: unknown): Promise<void> {
    const notice = noticeOf(payload);
    if (notice !== null) await this.notices.keep(notice.app, notice.kind, notice.told);
  }
}
