import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from './markdown';

const html = (text: string, mentions: readonly string[] = []) =>
  renderToStaticMarkup(createElement(Markdown, { text, mentions }));

describe('a comment in Markdown', () => {
  it('marks whom it names, and nobody else', () => {
    const shown = html('Ask @Ann Lee, not @Ann and not `@Ann Lee`.', ['Ann Lee']);
    expect(shown.match(/<mark[^>]*>@Ann Lee<\/mark>/g)).toHaveLength(1);
    expect(shown).toContain('<code>@Ann Lee</code>');
  });

  it('never lets HTML, scripts or remote pictures through', () => {
    const shown = html(
      '<img src=x onerror=alert(1)> <script>alert(1)</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png)',
    );
    expect(shown).not.toMatch(/<(img|script)/);
    expect(shown).not.toContain('javascript:');
    expect(shown).toContain('&lt;script&gt;');
  });

  it('reads lists, tables and strikethrough', () => {
    const shown = html('- one\n- ~~two~~\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    expect(shown).toMatch(/<ul>[\s\S]*<del>two<\/del>/);
    expect(shown).toContain('<td>2</td>');
  });

  it('opens links elsewhere without telling where one came from', () => {
    expect(html('[docs](https://example.org)')).toContain('rel="noopener noreferrer nofollow"');
    expect(html('[here](/incidents/1)')).not.toContain('target=');
  });
});
