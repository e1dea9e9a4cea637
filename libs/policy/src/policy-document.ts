// The shape of a policy document that compiles whole: what people are told by it, as data.
import type { Choice } from './choose-cells.js';
import type { Role } from './compiled-policy.js';

/** A text people read, in both languages. */
export interface Text {
  readonly en: string;
  readonly ja: string;
}

/** Something the document names, with the clause it rests on. */
export interface Named {
  readonly clause: string;
  readonly text: Text;
}

/** The facts of joint use that are made known beforehand. @clause 4; APPI 27(5)(iii) */
export interface JointUseNotice {
  readonly clause: string;
  /** That information is used jointly. */
  readonly statement: Text;
  /** Which group of items, for which purposes. */
  readonly uses: readonly { readonly clause: string; readonly items: string; readonly purposes: readonly string[] }[];
  /** The range of joint users. */
  readonly users: Named & { readonly recipients: readonly Role[] };
  readonly 'responsible-party': {
    readonly clause: string;
    readonly name: Text;
    readonly address: Text;
    readonly representative: Text;
  };
}

/** From `opens` on and before `closes`, `HH:MM` in Asia/Tokyo. */
export interface OpeningTimes {
  readonly opens: string;
  readonly closes: string;
}

/** Whom customers turn to, every day of the year. @clause 7 */
export interface Contacts {
  readonly clause: string;
  readonly address: Text;
  /** By name, such as `bmw`. */
  readonly centres: Readonly<Record<string, { readonly name: Text; readonly telephone: string }>>;
  readonly hours: {
    readonly since: string;
    readonly weekdays: OpeningTimes;
    /** Weekends and national holidays. */
    readonly 'weekends-and-holidays': OpeningTimes;
  };
}

/** What people must do besides; it permits and withholds nothing. */
export interface Obligation extends Named {
  readonly binds: readonly Role[];
  readonly 'goes-with': readonly Choice[];
}

/** How the text is read where it leaves room. */
export interface Reading extends Named {
  readonly cells?: readonly Choice[];
  readonly guards?: readonly string[];
  /** Another reading can be argued. */
  readonly contested?: true;
}

/** A document as {@link compilePolicy} accepts it, without the cells: those are asked of the compiled policy. */
export interface PolicyDocument {
  readonly policy: string;
  /** `null`: a draft. So are then `announcedOn` and perhaps the reason. */
  readonly effectiveOn: string | null;
  readonly announcedOn: string | null;
  readonly revision: {
    readonly reason: 'law' | 'customer-request' | 'first-version' | null;
    readonly text: Text;
  };
  readonly title: Text;
  readonly source: Text;
  readonly 'joint-use-notice': JointUseNotice;
  readonly contacts: Contacts;
  /** By group; a group's own text stands among its items, under `text`. */
  readonly items: Readonly<Record<string, Readonly<Record<string, Named>> & { readonly text: Text }>>;
  readonly recipients: Readonly<Record<Role, Named & { readonly 'out-of-scope': string }>>;
  readonly purposes: Readonly<Record<string, Named>>;
  readonly guards: Readonly<Record<string, Named>>;
  readonly obligations: Readonly<Record<string, Obligation>>;
  readonly readings?: Readonly<Record<string, Reading>>;
}
