# One image, two commands: the API (default) and `python -m worker run`.
FROM python:3.12-slim-bookworm AS build
COPY requirements.txt /tmp/
RUN python -m venv --without-pip /venv \
 && python -m pip --python /venv/bin/python install --no-cache-dir --no-compile --require-hashes -r /tmp/requirements.txt
COPY . /app/
RUN rm /app/requirements.txt \
 && /venv/bin/python -m compileall -q --invalidation-mode unchecked-hash /venv /app

FROM python:3.12-slim-bookworm
LABEL org.opencontainers.image.title="kutip" org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin kutip
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    KUTIP_HOST=0.0.0.0 KUTIP_PORT=8000
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["gunicorn", "--config", "service/gunicorn.conf.py", "--worker-tmp-dir", "/dev/shm", "service.app:create_app()"]
