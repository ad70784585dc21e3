/// The look of an HTML report: light and dark as the reader's system is, in one column where there is little room.
enum HTMLStyle {
    static let sheet: HTML = """

        :root { color-scheme: light dark; --ground: #fff; --raised: #f6f7f9; --line: #d8dce3; --ink: #1b1f27;
          --faint: #5c6472; --good: #14713a; --bad: #b3261e; --doubt: #8a5a00; --good-ground: #d9f2e1;
          --bad-ground: #fbdedb; --link: #1f4fbf; }
        @media (prefers-color-scheme: dark) { :root { --ground: #14171d; --raised: #1d222b; --line: #353c49;
          --ink: #e4e7ed; --faint: #a0a8b6; --good: #6fd597; --bad: #ff9a91; --doubt: #f0c263;
          --good-ground: #123a22; --bad-ground: #4a1b18; --link: #9dbcff; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 78rem; padding: 1.5rem 1.25rem 4rem; background: var(--ground);
          color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; margin: 0; }
        h2, h3 { font-size: 1rem; margin: 1.25rem 0 .4rem; }
        code, pre { font: .86rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
        a { color: var(--link); }
        a:focus-visible, summary:focus-visible, pre:focus-visible, .difference:focus-visible {
          outline: 2px solid var(--link); outline-offset: 2px; }
        .summary { font-weight: 600; margin: .25rem 0; }
        .summary.passed { color: var(--good); }
        .summary.failed { color: var(--bad); }
        .facts, .faint { color: var(--faint); font-size: .88rem; }
        p.facts { margin: .2rem 0 .6rem; overflow-wrap: anywhere; }
        nav ul { margin: 0; padding-left: 1.2rem; }
        nav a { overflow-wrap: anywhere; }
        summary { cursor: pointer; padding: .3rem .2rem; overflow-wrap: anywhere; }
        details.page { border: 1px solid var(--line); border-left-width: 5px; border-radius: 6px; margin: .6rem 0;
          background: var(--ground); }
        details.page > summary { padding: .5rem .75rem; background: var(--raised); }
        details.page.passed { border-left-color: var(--good); }
        details.page.failed { border-left-color: var(--bad); }
        details.page.flaky, details.page.skipped { border-left-color: var(--doubt); }
        .name { font-weight: 600; }
        .inside { padding: .25rem 1rem 1rem; }
        .badge { font-size: .78rem; font-weight: 600; border: 1px solid currentColor; border-radius: 4px;
          padding: .05rem .4rem; white-space: nowrap; }
        .passed > summary .badge, .step.passed > .facts .badge { color: var(--good); }
        .failed > summary .badge, .step.failed > .facts .badge { color: var(--bad); }
        .flaky > summary .badge, .skipped > summary .badge { color: var(--doubt); }
        .said { border-left: 3px solid var(--doubt); padding-left: .6rem; overflow-wrap: anywhere; }
        dl { margin: .4rem 0; }
        dl > div { display: grid; grid-template-columns: minmax(7rem, 12rem) minmax(0, 1fr); gap: .75rem;
          padding: .15rem 0; }
        dt { color: var(--faint); overflow-wrap: anywhere; }
        dd { margin: 0; overflow-wrap: anywhere; }
        dd ul { margin: 0; padding-left: 1.1rem; }
        pre { margin: .3rem 0; padding: .6rem .75rem; background: var(--raised); border: 1px solid var(--line);
          border-radius: 4px; overflow-x: auto; }
        .times { list-style: none; margin: 0; padding: 0; }
        .times a { display: grid; grid-template-columns: minmax(0, 24rem) 4.5rem minmax(0, 1fr); gap: .75rem;
          align-items: center; color: inherit; text-decoration: none; padding: .1rem 0; }
        .times a:hover .command { text-decoration: underline; }
        .times .command { font: .82rem ui-monospace, "DejaVu Sans Mono", monospace; overflow: hidden;
          text-overflow: ellipsis; white-space: nowrap; }
        .times .time { color: var(--faint); font-size: .82rem; text-align: right; }
        .bar { position: relative; height: .8rem; background: var(--raised); border-radius: 3px; }
        .bar::after { content: ""; position: absolute; left: min(var(--from), calc(100% - 3px)); width: var(--size);
          min-width: 3px; top: 0; bottom: 0; border-radius: 3px; background: var(--good); }
        .failed > a .bar::after { background: var(--bad); }
        .failed > a .command { color: var(--bad); }
        .step { border-top: 1px solid var(--line); margin-top: 1rem; }
        .step h3 { overflow-wrap: anywhere; }
        .step h3 code { white-space: pre-wrap; }
        .step:target, .page:target { outline: 2px solid var(--link); outline-offset: 4px; }
        .difference { border: 1px solid var(--line); border-radius: 4px; overflow-x: auto; }
        .row { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
        .row > * { padding: .05rem .6rem; white-space: pre-wrap; overflow-wrap: anywhere; min-height: 1.4rem; }
        .row > * + * { border-left: 1px solid var(--line); }
        .row.head { background: var(--raised); color: var(--faint); font-size: .82rem; }
        .row.gap { color: var(--faint); }
        .row.changed > :first-child:not(.absent) { background: var(--bad-ground); }
        .row.changed > :last-child:not(.absent) { background: var(--good-ground); }
        .row > .absent { background: var(--raised); }
        del, ins { text-decoration: none; font-weight: 700; }
        del { color: var(--bad); box-shadow: inset 0 -2px currentColor; }
        ins { color: var(--good); box-shadow: inset 0 -2px currentColor; }
        .request > summary { font: .84rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
        .request.failed > summary { color: var(--bad); }
        .request.flaky > summary { color: var(--doubt); }
        .request > dl { padding-left: 1.2rem; }
        @media (max-width: 42rem) {
          body { padding: 1rem .6rem 3rem; }
          .inside { padding: .25rem .6rem .75rem; }
          .times a { grid-template-columns: minmax(0, 1fr) auto; }
          .times .bar { grid-column: 1 / -1; }
          dl > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
          \(unified(".difference"))
        }
        \(unified(".difference.wide"))

        """

    /// Expected lines above those that were shown, as a patch has them; where they fit, one of them.
    private static func unified(_ difference: HTML) -> HTML {
        """
        \(difference) .row { grid-template-columns: minmax(0, 1fr); }
          \(difference) .row > * { white-space: pre; overflow-wrap: normal; overflow-x: visible; }
          \(difference) .row > * + * { border-left: 0; }
          \(difference) .head, \(difference) .absent, \(difference) .same > :last-child { display: none; }
          \(difference) .row > ::before { color: var(--faint); }
          \(difference) .same > :first-child::before, \(difference) .gap > ::before { content: "  "; }
          \(difference) .changed > :first-child::before { content: "- "; }
          \(difference) .changed > :last-child::before { content: "+ "; }
        """
    }
}
