# The gateway in a container:
#   docker build -t ai-orchestrator .
#   docker run --rm -v aio:/data ai-orchestrator keys create me          # a key first: prints it once
#   docker run -d --name aio -p 127.0.0.1:4141:4141 -v aio:/data -e OPENAI_API_KEY ai-orchestrator
# Programs on this machine use http://127.0.0.1:4141. For other names or ports: --host-name (docs/gateway.md, Other machines).
FROM node:26-slim AS build
WORKDIR /src
COPY . .
# Installs what is locked, without install scripts, then bundles.
RUN npm run build

FROM node:26-slim
ENV AI_ORCHESTRATOR_HOME=/data AI_ORCHESTRATOR_NO_KEYCHAIN=1 NODE_ENV=production
COPY --from=build /src/dist/package /app
# A new volume takes over owner and mode of what it is mounted on.
RUN mkdir -p /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 4141
# Asks where the server itself says it listens, with TLS or without.
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["node", "/app/aio.js", "serve", "--status"]
# The program handles SIGTERM itself: running requests get 30 s, so stop with `docker stop -t 35`.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/aio.js"]
# Docker publishes the port; what may reach it is decided there.
CMD ["serve", "--host", "0.0.0.0", "--port", "4141", "--insecure-bind"]
