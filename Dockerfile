# delibparse with Tesseract and its French data. docker build -t delibparse . && docker run --rm delibparse doctor
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/delibparse \
    && /opt/delibparse/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY docs ./docs
COPY src ./src
RUN /opt/delibparse/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps .

FROM python:3.11-slim-bookworm
# Debian stable has one version of each, and gives its security fixes.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-fra \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 delibparse \
    && install -d -o delibparse /actes /lus
COPY --from=build /opt/delibparse /opt/delibparse
ENV PATH=/opt/delibparse/bin:$PATH \
    LANG=C.UTF-8
USER 1000
WORKDIR /lus
ENTRYPOINT ["delibparse"]
CMD ["--help"]
