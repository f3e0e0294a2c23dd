import { readReady } from './api.ts';

export interface Contact {
  readonly emailAddress: string;
  /** By internal name; fields without a value are missing. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface ExternalActivity {
  readonly emailAddress: string | null;
  readonly activityType: string;
  readonly assetName: string;
  readonly campaignName: string | null;
}

/** Looks into the sandbox's Eloqua, as a marketer would do in the real one; by its control API (docs/sandbox.md). */
export class SandboxEloqua {
  private readonly url: string;

  private constructor(url: string) {
    this.url = url;
  }

  /** That of the Qiao that runs here, or of ELOQUA_SANDBOX_URL; null if there is no such address. */
  static find(): SandboxEloqua | null {
    const here = process.env.QIAO_URL ? undefined : readReady()?.sandbox?.eloqua;
    const url = process.env.ELOQUA_SANDBOX_URL ?? here;
    return url ? new SandboxEloqua(url) : null;
  }

  async contact(emailAddress: string): Promise<Contact> {
    const search = encodeURIComponent(emailAddress);
    const { contacts } = await this.get<{ contacts: Contact[] }>(`contacts?search=${search}`);
    const found = contacts.find((contact) => contact.emailAddress === emailAddress);
    if (!found) throw new Error(`The sandbox's Eloqua has no contact ${emailAddress} any more.`);
    return found;
  }

  /** What the contact did, oldest first. */
  async activities(emailAddress: string): Promise<ExternalActivity[]> {
    const { activities } = await this.get<{ activities: ExternalActivity[] }>('activities');
    return activities.filter((activity) => activity.emailAddress === emailAddress);
  }

  private async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.url}/_sandbox/${path}`);
    if (!response.ok) throw new Error(`The sandbox's Eloqua answers ${response.status}.`);
    return (await response.json()) as T;
  }
}
