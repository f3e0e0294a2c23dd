# Builds one image for all processes: `docker build -t qiao .` It runs the server; docker-compose.yml shows the others.
# docs/operations.md says how to run it. NPM_CONFIG_REGISTRY is a mirror of npm's registry, where one is needed.
FROM node:24-bookworm-slim AS build
ARG NPM_CONFIG_REGISTRY
WORKDIR /qiao
COPY package.json package-lock.json .npmrc ./
COPY console/package.json console/
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /qiao
# It belongs to root, so the processes cannot change what they run.
COPY --from=build /qiao/dist dist
USER node
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main/server.js"]
