import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Logger, ServiceName } from '../../kernel/logger.ts';
import { traceWith } from '../../kernel/observation.ts';
import { Seldom } from '../../kernel/seldom.ts';
import { VERSION } from '../../kernel/version.ts';
import type { Config } from '../config.ts';

/** How long a stopping process waits for what receives the traces. */
const LAST_EXPORT_MS = 1_000;

/** Sends traces by OTLP over HTTP, as JSON. Only `tracing.ts` loads this, and with it the SDK. */
export function startExport(
  { endpoint, share }: NonNullable<Config['traces']>,
  service: ServiceName,
  log: Logger,
): () => Promise<void> {
  const exporter = withWarning(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }), new Seldom(log));
  const ofShare = new TraceIdRatioBasedSampler(share);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': VERSION }),
    // Strangers may say that they want to be traced, too.
    sampler: new ParentBasedSampler({ root: ofShare, remoteParentSampled: ofShare }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  traceWith(provider.getTracer('qiao', VERSION));
  return async () => {
    traceWith(null);
    const late = new Promise<void>((resolve) => setTimeout(resolve, LAST_EXPORT_MS).unref());
    await Promise.race([provider.shutdown().catch(() => {}), late]);
  };
}

/** Logs that it fails, but not why: the reason may contain addresses and answers. */
function withWarning(exporter: SpanExporter, seldom: Seldom): SpanExporter {
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error) seldom.warn('traces', {}, 'traces cannot be sent to OTEL_EXPORTER_OTLP_ENDPOINT');
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
