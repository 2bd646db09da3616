// C++ in colour, line by line.

import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import cmake from 'highlight.js/lib/languages/cmake';
import cpp from 'highlight.js/lib/languages/cpp';
import yaml from 'highlight.js/lib/languages/yaml';

hljs.registerLanguage('cpp', cpp);
hljs.registerLanguage('yaml', yaml);
hljs.registerLanguage('cmake', cmake);
hljs.registerLanguage('sh', bash);

/** Beyond that, colouring takes longer than it helps. */
const longest = 400_000;

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export function highlighted(text: string, language: string): string {
  if (text.length > longest || !hljs.getLanguage(language)) return escaped(text);
  return hljs.highlight(text, { language, ignoreIllegals: true }).value;
}

/** A span that goes on over a line's end is closed there, and opened again in the next line. */
export function highlightedLines(text: string): string[] {
  const open: string[] = [];
  return highlighted(text, 'cpp')
    .split('\n')
    .map((line) => {
      const before = open.join('');
      for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) {
        if (tag === '</span>') open.pop();
        else open.push(tag);
      }
      return before + line + '</span>'.repeat(open.length);
    });
}
