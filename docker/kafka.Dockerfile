# Apache Kafka from the jars `npm start` uses (scripts/kafka/pom.xml), one broker that is its own controller.
ARG MAVEN_IMAGE=maven:3-eclipse-temurin-17
ARG JRE_IMAGE=eclipse-temurin:17-jre

FROM ${MAVEN_IMAGE} AS jars
WORKDIR /build
COPY scripts/kafka/pom.xml ./
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -q -B dependency:copy-dependencies -DoutputDirectory=/jars -DincludeScope=runtime \
 && mvn -q -B dependency:unpack-dependencies -DincludeArtifactIds=zstd-jni -Dmdep.unpack.includes='linux/**/*.so' -DoutputDirectory=/native
# Left to itself the codec unpacks its library into the temporary folder, from which nothing may run here.
RUN mkdir /codec && cp /native/linux/"$(uname -m | sed s/x86_64/amd64/)"/*.so /codec/libzstd-jni.so

FROM ${JRE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Joint-use gateway, Kafka" \
      org.opencontainers.image.description="Apache Kafka 4.3.0: KRaft, SASL/SCRAM, access rules." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=jars /jars /opt/kafka/lib
COPY --from=jars /codec /opt/kafka/native
COPY docker/kafka /opt/kafka/etc
RUN mkdir /data && chown 10001:10001 /data
USER 10001:10001
VOLUME /data
# INSIDE, with TLS, for the gateway's own processes; OUTSIDE for members of a stream.
EXPOSE 9092 9094
ENTRYPOINT ["sh", "/opt/kafka/etc/start.sh"]
# A connection that says nothing: no JVM is started to ask.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9092"]
