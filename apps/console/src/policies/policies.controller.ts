// The versions of the policy: published ones and drafts.
import { callerOf, requireRole } from '#auth';
import { canonicalJson, sha256 } from '#evidence';
import type { Outbox } from '#postgres';
import { type Certificate, type FactPayloads, GatewayError, type JsonObject } from '#wire';
import { Controller, Get, Inject, Param, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ControlView } from '../control/control-view.js';
import { problem } from '../facts/openapi.js';
import type { Certificates } from '../certificates/certificates.js';
import { CERTIFICATES, CONTROL_VIEW, OUTBOX, POLICY_FILES } from '../tokens.js';
import { CERTIFICATE } from './openapi.js';
import type { PolicyFile } from './policy-files.js';

interface Version {
  readonly id: string;
  readonly effectiveOn: string | null;
  readonly state: 'draft' | 'published' | 'in-force';
  /** base64url SHA-256 of the canonical JSON of the document. */
  readonly hash: string;
  readonly publishedAt: string | null;
  readonly controlOffset: string | null;
}

interface WholeVersion extends Version {
  readonly document: JsonObject;
  /** For the engine that runs; `null`: there is none, and the version decides nothing. */
  readonly certificate: Certificate | null;
}

const VERSION = {
  type: 'object',
  required: ['id', 'effectiveOn', 'state', 'hash', 'publishedAt', 'controlOffset', 'document', 'certificate'],
  properties: {
    id: { type: 'string' },
    effectiveOn: { type: ['string', 'null'], format: 'date' },
    state: { type: 'string', enum: ['draft', 'published', 'in-force'] },
    hash: { type: 'string' },
    publishedAt: { type: ['string', 'null'], format: 'date-time' },
    controlOffset: { type: ['string', 'null'] },
    document: { type: 'object', additionalProperties: true },
    certificate: CERTIFICATE,
  },
} as object;

@Controller('api/v1/policies')
@ApiBearerAuth()
@ApiTags('policies')
export class PoliciesController {
  constructor(
    @Inject(OUTBOX) private readonly outbox: Outbox,
    @Inject(CONTROL_VIEW) private readonly view: ControlView,
    @Inject(POLICY_FILES) private readonly files: readonly PolicyFile[],
    @Inject(CERTIFICATES) private readonly certificates: Certificates,
  ) {}

  @Get()
  @ApiOperation({ summary: 'all versions, published ones first' })
  async list(@Req() request: object): Promise<{ policies: readonly Version[] }> {
    requireRole(callerOf(request), 'dpo', 'auditor');
    return { policies: (await this.versions()).map(({ document: _document, ...version }) => version) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'one version whole' })
  @ApiOkResponse({ description: 'with its document and its certificate', schema: VERSION })
  @problem(404)
  async find(@Req() request: object, @Param('id') id: string): Promise<WholeVersion> {
    requireRole(callerOf(request), 'dpo', 'auditor');
    const version = (await this.versions()).find((candidate) => candidate.id === id);
    if (version === undefined) throw new GatewayError('GW_UNKNOWN_POLICY');
    return { ...version, certificate: await this.certificates.of(version.document) };
  }

  private async versions(): Promise<(Version & { readonly document: JsonObject })[]> {
    const now = Date.now();
    const inForce = this.view.register.lawAt(now, now)?.judged.id;
    const published = (await this.outbox.published(['policy-published'])).map((row) => {
      const { policy: id, effectiveOn, hash, document } = row.data as unknown as FactPayloads['policy-published'];
      const state = id === inForce ? ('in-force' as const) : ('published' as const);
      const { recordedAt: publishedAt, controlOffset } = row;
      return { id, effectiveOn, state, hash, publishedAt, controlOffset, document };
    });
    const drafts = this.files
      .filter(({ policy }) => policy.effectiveOn === null)
      .map(({ policy, document }) => ({
        id: policy.id,
        effectiveOn: null,
        state: 'draft' as const,
        hash: sha256(canonicalJson(document)),
        publishedAt: null,
        controlOffset: null,
        document,
      }));
    return [...published, ...drafts];
  }
}
