import { Marked, type Tokens } from 'marked';
import { useMemo } from 'preact/hooks';
import type { Report } from '../data';
import { highlighted } from '../highlight';
import { Dialog } from './Dialog';

/** docs/checks/*.md, as the tool has them. */
function rendered(page: string): string {
  const renderer = {
    code: ({ text, lang }: Tokens.Code) => `<pre><code class="hljs">${highlighted(text, lang ?? '')}</code></pre>`,
  };
  return new Marked({ renderer, async: false }).parse(page) as string;
}

interface Props {
  report: Report;
  check: string;
  show: (check: string) => void;
  close: () => void;
}

export function CheckPage({ report, check, show, close }: Props) {
  const page = report.checks[check]?.page ?? '';
  const html = useMemo(() => rendered(page), [page]);
  // Pages link to each other as files; other files are not here.
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest('a');
    if (!link) return;
    event.preventDefault();
    const name = 'tidepool-' + link.getAttribute('href')!.replace(/\.md(#.*)?$/, '');
    if (report.checks[name]) show(name);
  };
  return (
    <Dialog label={check} close={close}>
      <article class="page" onClick={follow} dangerouslySetInnerHTML={{ __html: html }} />
    </Dialog>
  );
}
