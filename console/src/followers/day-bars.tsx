import { useElementSize } from '@mantine/hooks';
import { useFormats } from '../language/formats.ts';
import { atNoon, COLORS, type Day } from './day.ts';
import { useSummary } from './day-summary.ts';

export const CHART_HEIGHT = 180;
/** Room for the numbers at the left, and for the days below. */
const LEFT = 36;
const BOTTOM = 20;
const TOP = 8;

const most = (values: readonly number[]): number => Math.max(1, ...values);

/** Follows and bindings stand above the line, unfollows hang below it, so that no color is needed to tell them apart. */
export function Bars({ days }: { readonly days: readonly Day[] }) {
  const formats = useFormats();
  const label = useSummary(days);
  const { ref, width } = useElementSize();
  const up = most(days.flatMap(({ follows, bound }) => [follows, bound]));
  const down = Math.max(0, ...days.map(({ unfollows }) => unfollows));
  const scale = (CHART_HEIGHT - TOP - BOTTOM) / (up + down);
  const line = TOP + up * scale;
  const step = Math.max(0, width - LEFT) / days.length;
  const bar = Math.max(1, Math.min(14, step * 0.36));
  const named = [0, Math.floor((days.length - 1) / 2), days.length - 1];
  return (
    <div ref={ref} style={{ height: CHART_HEIGHT }}>
      <svg width={width} height={CHART_HEIGHT} role="img" aria-label={label} fontSize={11}>
        <Mark y={TOP} width={width} text={formats.number(up)} />
        <Mark y={line} width={width} text="0" strong />
        {down > 0 && <Mark y={line + down * scale} width={width} text={formats.number(down)} />}
        {days.map(({ day, follows, unfollows, bound }, at) => {
          const middle = LEFT + step * (at + 0.5);
          return (
            <g key={day}>
              <title>{`${formats.day(atNoon(day))}: ${follows} / ${unfollows} / ${bound}`}</title>
              <rect
                x={middle - step / 2}
                y={0}
                width={step}
                height={CHART_HEIGHT - BOTTOM}
                fill="transparent"
              />
              <rect
                x={middle - bar}
                y={line - follows * scale}
                width={bar}
                height={follows * scale}
                fill={COLORS.follows}
              />
              <rect
                x={middle + 1}
                y={line - bound * scale}
                width={Math.max(1, bar / 2)}
                height={bound * scale}
                fill={COLORS.bound}
              />
              <rect
                x={middle - bar}
                y={line}
                width={bar}
                height={unfollows * scale}
                fill={COLORS.unfollows}
              />
            </g>
          );
        })}
        {named.map((at, position) => (
          <text
            key={days[at]?.day ?? position}
            x={LEFT + step * (at + 0.5)}
            y={CHART_HEIGHT - 5}
            textAnchor={position === 0 ? 'start' : position === 1 ? 'middle' : 'end'}
            fill="var(--mantine-color-dimmed)"
          >
            {formats.day(atNoon(days[at]?.day ?? ''))}
          </text>
        ))}
      </svg>
    </div>
  );
}

function Mark({
  y,
  width,
  text,
  strong = false,
}: {
  y: number;
  width: number;
  text: string;
  strong?: boolean;
}) {
  return (
    <>
      <line
        x1={LEFT}
        x2={width}
        y1={y}
        y2={y}
        stroke="var(--mantine-color-default-border)"
        strokeDasharray={strong ? undefined : '2 4'}
      />
      <text x={LEFT - 8} y={y + 4} textAnchor="end" fill="var(--mantine-color-dimmed)">
        {text}
      </text>
    </>
  );
}
