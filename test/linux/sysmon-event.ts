/** An event as Sysmon for Linux writes it to syslog: double quotes, no namespace, `Security UserId`. */
export function sysmonEvent(id: number, data: Readonly<Record<string, string>>): string {
  const fields = Object.entries({ RuleName: '-', UtcTime: '2026-11-22 06:00:01.395', ...data })
    .map(([name, value]) => `<Data Name="${name}">${value}</Data>`)
    .join('');
  return `<Event><System><Provider Name="Linux-Sysmon" Guid="{ff032593-a8d3-4f13-b0d6-01fc615a0f97}"/><EventID>${id}</EventID><Version>5</Version><TimeCreated SystemTime="2026-11-22T06:00:01.399931000Z"/><EventRecordID>245753</EventRecordID><Correlation/><Execution ProcessID="1590" ThreadID="1590"/><Channel>Linux-Sysmon/Operational</Channel><Computer>UBUNTU5</Computer><Security UserId="0"/></System><EventData>${fields}</EventData></Event>`;
}
