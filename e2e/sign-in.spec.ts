import { SignInPage } from './pages/sign-in';
import { emailOf, PASSWORD, PEOPLE } from './support/portal';
import { expect, test } from './support/test';

test('leads back to the page that was asked for', async ({ open }) => {
  const page = await open(null);
  await page.goto('/incidents?severity=high&sort=priority');
  await expect(page).toHaveURL(/\/signin\?/);
  await new SignInPage(page).signIn(emailOf('analyst'), PASSWORD);
  await expect(page).toHaveURL('/incidents?severity=high&sort=priority');
  await page.getByRole('button', { name: `Account of ${PEOPLE.analyst.name}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/signin/);
  await page.goto('/incidents');
  await expect(page).toHaveURL(/\/signin/);
});

test('says no more than that the two do not match', async ({ open, problems }) => {
  problems.expect(/status of 401/);
  const page = await open(null);
  await page.goto('/signin');
  const signIn = new SignInPage(page);
  const texts: (string | null)[] = [];
  for (const email of [emailOf('analyst'), 'nobody@e2e.example']) {
    await signIn.signIn(email, 'not the password');
    const banner = page.getByText('do not match an account');
    await expect(banner).toBeVisible();
    texts.push(await banner.textContent());
    await page.reload();
  }
  expect(texts[0]).toBe(texts[1]);
});

test('refuses a guesser after ten attempts, with the right password too', async ({ open, problems }) => {
  problems.expect(/status of (401|429)/);
  const page = await open(null);
  await page.goto('/signin');
  const { csrfToken } = (await (await page.request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const attempt = async (password: string) => {
    const data = { email: emailOf('guest'), password, csrfToken, json: 'true', callbackUrl: '/' };
    const response = await page.request.post('/api/auth/callback/credentials', {
      data,
      headers: { origin: new URL(page.url()).origin },
    });
    return response.status();
  };
  const answers: number[] = [];
  // Attempts are counted by the quarter of an hour: where one ends in between, the next ten begin.
  while (answers.at(-1) !== 429 && answers.length <= 20)
    answers.push(await attempt(`guess ${answers.length}`));
  expect(answers.slice(0, 10)).toEqual(Array(10).fill(401));
  expect(answers.at(-1)).toBe(429);
  expect(await attempt(PASSWORD)).toBe(429);
  await new SignInPage(page).signIn(emailOf('guest'), PASSWORD);
  await expect(page.getByText('Too many attempts.')).toBeVisible();
  await expect(page).toHaveURL('/signin');
});

for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
  test(`never leads to another site: ${next}`, async ({ open }) => {
    const page = await open(null);
    await page.goto(`/signin?next=${encodeURIComponent(next)}`);
    await new SignInPage(page).signIn(emailOf('manager'), PASSWORD);
    await expect(page).toHaveURL('/home');
  });
}

test('pages carry a strict policy with a nonce of their own', async ({ request }) => {
  const policyOf = async () => (await request.get('/signin')).headers()['content-security-policy'] ?? '';
  const [first, second] = [await policyOf(), await policyOf()];
  const scripts = /script-src ([^;]*)/.exec(first)?.[1] ?? '';
  expect(scripts).toMatch(/'nonce-[\w+/=-]{20,}'/);
  expect(scripts).not.toContain('unsafe');
  expect(first).toContain("frame-ancestors 'none'");
  expect(first).toContain("default-src 'none'");
  expect(first).not.toBe(second);
});

test('the browser refuses a script without the nonce', async ({ open, problems }) => {
  problems.expect(/Content Security Policy/);
  const page = await open('analyst');
  await page.goto('/incidents');
  await page.evaluate(() => {
    const script = document.createElement('div');
    script.innerHTML = '<img src="data:,none" onerror="document.title = \'injected\'">';
    document.body.append(script);
  });
  await expect.poll(() => problems.found.join()).toMatch(/Content Security Policy/);
  await expect(page).not.toHaveTitle('injected');
});
