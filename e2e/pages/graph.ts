import { expect, type Locator, type Page } from '@playwright/test';

export class GraphPage {
  readonly heading: Locator;
  readonly nodes: Locator;
  readonly pane: Locator;
  readonly picture: Locator;
  readonly table: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.nodes = page.locator('.react-flow__node');
    this.pane = page.getByRole('region', { name: 'Chosen node' });
    this.picture = page.getByRole('application', { name: /^Graph/ });
    this.table = page.getByRole('table', { name: 'Nodes of the graph' });
  }

  async open(from: string): Promise<void> {
    await this.page.goto(`/graph?from=${encodeURIComponent(from)}`);
    // The picture's code comes after the page's own.
    await expect(this.nodes.first()).toBeVisible({ timeout: 30_000 });
  }

  /** A node by its exact first line. */
  node(label: string): Locator {
    return this.nodes.filter({ has: this.page.getByTitle(label, { exact: true }) });
  }

  async choose(label: string): Promise<void> {
    await this.node(label).first().click();
    await expect(this.pane.getByRole('heading', { level: 2 })).toHaveText(label);
  }

  /** The entry of the expand menu, with its count. */
  kind(name: string): Locator {
    return this.pane.getByRole('button', { name: new RegExp(`^${name} ?[\\d,]+\\+?$`) });
  }

  async expand(name: string): Promise<void> {
    await this.kind(name).click();
    await expect(this.page.getByRole('alert').filter({ hasText: /added|already/ })).toBeVisible();
  }

  /** `34 nodes · 52 edges`. */
  counts(): Locator {
    return this.page.getByText(/^\d+ nodes · \d+ edges/);
  }

  async save(name: string, isShared: boolean): Promise<void> {
    await this.page.getByRole('button', { name: /^Save …$/ }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('Shared').setChecked(isShared);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(this.page).toHaveURL(/\/graph\/[0-9a-f-]{36}/);
    await expect(this.heading).toHaveText(name);
  }
}
