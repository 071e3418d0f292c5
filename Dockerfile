# One image for web, worker, beat and migrate; docker-compose.yml says which is which.

FROM python:3.12-slim AS build
COPY requirements/base.txt /tmp/base.txt
# The pip of the image installs into the environment, so that the environment itself holds none.
RUN python -m venv --without-pip /opt/venv \
    && pip --python /opt/venv/bin/python install --no-cache-dir --disable-pip-version-check --only-binary :all: \
        --require-hashes --no-deps -r /tmp/base.txt
WORKDIR /app
COPY . .
ENV PATH=/opt/venv/bin:$PATH
RUN SECRET_KEY=not-in-the-image COLLECTED_STATIC=true python manage.py collectstatic --noinput --verbosity 0

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent factcheck \
    && install --directory --owner factcheck --mode 0700 /state
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    COLLECTED_STATIC=true \
    VAR_DIR=/state
USER factcheck
EXPOSE 8000
CMD ["gunicorn", "factcheck.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--no-control-socket"]
