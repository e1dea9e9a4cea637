// The gatekeeper's HTTP side: health and metrics, which every app of the house has, and nothing else.
import { Module } from '@nestjs/common';

@Module({})
export class GatekeeperModule {}
