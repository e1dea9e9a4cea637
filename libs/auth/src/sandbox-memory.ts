// What the sandbox's issuer keeps besides its JWTs: sign-ins under way, in memory, until they lapse.
import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  /** Epoch milliseconds. */
  readonly until: number;
}

const MOST = 1_000;
const FOR_EVER = Number.POSITIVE_INFINITY;

/** One store for each model the provider keeps; the oldest goes first when it is full. */
export class SandboxMemory implements Adapter {
  private readonly kept = new Map<string, Kept>();

  upsert(id: string, payload: AdapterPayload, expiresInS?: number): Promise<undefined> {
    this.kept.delete(id);
    this.kept.set(id, { payload, until: expiresInS === undefined ? FOR_EVER : Date.now() + expiresInS * 1_000 });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST && oldest !== undefined) this.kept.delete(oldest);
    return Promise.resolve(undefined);
  }
  find(id: string): Promise<AdapterPayload | undefined> {
    const found = this.kept.get(id);
    return Promise.resolve(found !== undefined && found.until > Date.now() ? found.payload : undefined);
  }
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const found = [...this.kept].find(([, { payload }]) => payload.uid === uid);
    return found === undefined ? undefined : this.find(found[0]);
  }
  async consume(id: string): Promise<undefined> {
    const payload = await this.find(id);
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1_000);
  }
  destroy(id: string): Promise<undefined> {
    this.kept.delete(id);
    return Promise.resolve(undefined);
  }
  revokeByGrantId(grantId: string): Promise<undefined> {
    for (const [id, { payload }] of this.kept) if (payload.grantId === grantId) this.kept.delete(id);
    return Promise.resolve(undefined);
  }
}
