import type { Locator, Page } from 'playwright';
import type { Catalogue } from '../../renderer/text/catalogue.ts';
import { en } from '../../renderer/text/en.ts';
import { plainText } from '../../renderer/text/sentence.ts';
import type { Bridge, Reply } from '../../shared/ipc/bridge.ts';
import type { CallInput, CallName } from '../../shared/ipc/calls.ts';
import { type Settings, settingsSchema } from '../../shared/model/settings.ts';

/** The window as a person works it: everything is found by what it says, in the language given. */
export class GatehouseWindow {
  readonly page: Page;
  readonly #text: Catalogue;

  constructor(page: Page, text: Catalogue = en) {
    this.page = page;
    this.#text = text;
  }

  /** Fills in the form and sends it off; does not wait for what comes of it. */
  async signIn(address: string, password: string, { remember = true } = {}): Promise<void> {
    const { signIn } = this.#text;
    await this.page.getByLabel(signIn.address, { exact: true }).fill(address);
    await this.page.getByLabel(signIn.password, { exact: true }).fill(password);
    const box = this.page.getByLabel(signIn.remember);
    if (await box.isEnabled()) await box.setChecked(remember);
    await this.page.getByRole('button', { name: signIn.submit, exact: true }).click();
  }

  /** Resolves when the conversations can be seen: the account is open, online or not. */
  async isInside(): Promise<void> {
    await this.list.waitFor();
  }

  /** Resolves when the server has let us in. */
  async isOnline(): Promise<void> {
    await this.list.getByText(this.#text.list.encrypted, { exact: true }).waitFor();
  }

  get list(): Locator {
    return this.page.getByRole('navigation', { name: this.#text.list.region });
  }

  /** The line of the list of conversations; none when there is no such conversation. */
  conversation(name: string): Locator {
    return this.list.getByRole('button').filter({ hasText: name });
  }

  /** From the conversations. */
  async open(name: string): Promise<void> {
    await this.conversation(name).click();
    await this.log(name).waitFor();
  }

  /** From the people, with whom there may be no conversation yet. */
  async begin(name: string): Promise<void> {
    await this.list.getByRole('button', { name: this.#text.list.newConversation }).first().click();
    await this.conversation(name).click();
    await this.composer(name).waitFor();
  }

  /** The tray, where first contact waits. */
  async openRequests(): Promise<void> {
    await this.list.getByRole('button', { name: this.#text.list.requests }).click();
  }

  /** Accepts what waits of this stranger in the tray, which opens the conversation. */
  async accept(address: string): Promise<void> {
    await this.openRequests();
    await this.page.getByRole('button', { name: this.#text.requests.acceptNamed(address) }).click();
    await this.log(address).waitFor();
  }

  log(name: string): Locator {
    return this.page.getByRole('log', { name: this.#text.conversation.log(name) });
  }

  /** Messages of the open conversation whose text contains `part`. */
  message(part: string): Locator {
    return this.page.getByRole('log').getByRole('article').filter({ hasText: part });
  }

  /** What the messages of the open conversation say, as far as they are drawn. */
  texts(): Promise<string[]> {
    return this.page.getByRole('log').getByRole('article').allInnerTexts();
  }

  composer(name: string): Locator {
    return this.page.getByLabel(this.#text.composer.label(name), { exact: true });
  }

  /** What stands in the composer's place for somebody one has blocked. */
  youBlocked(name: string): Locator {
    return this.page.getByRole('group', { name: plainText(this.#text.noWriting.blocked(name)) });
  }

  /** Writes and sends in the conversation that is open. */
  async send(name: string, text: string): Promise<void> {
    await this.composer(name).fill(text);
    await this.composer(name).press('Enter');
  }

  async report(message: Locator): Promise<void> {
    await message.hover();
    await message.getByRole('button', { name: this.#text.message.report }).click();
  }

  /** Asks main what script in the page could ask it. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Reply> {
    return this.page.evaluate(
      ([call, value]) => {
        const { gatehouse } = globalThis as unknown as { gatehouse: Bridge };
        return gatehouse.call(call, value);
      },
      [name, input] as const,
    );
  }

  /** Changes settings as the settings dialog would. */
  async wear(changes: Partial<Settings>): Promise<void> {
    const answer = await this.call('settings.get', null);
    if (!answer.ok) throw new Error(`no settings: ${answer.error}`);
    const reply = await this.call('settings.set', { ...settingsSchema.parse(answer.value), ...changes });
    if (!reply.ok) throw new Error(`settings not taken: ${reply.error}`);
  }
}
