# Renders the settings from the secrets, formats an empty folder, becomes the broker.
# Reads in SECRETS_DIR: cluster-id, broker-password and admin-password (base64url, nothing sed would take for its own); ca.pem,
# cert.pem and key.pem for INSIDE, which speaks TLS.
# ADVERTISED_INSIDE and ADVERTISED_OUTSIDE: host:port under which clients of either listener find the broker.
set -eu
umask 077
secrets=${SECRETS_DIR:-/run/secrets}
rendered=/run/kafka
etc=/opt/kafka/etc
broker_password=$(cat "$secrets/broker-password")

sed -e "s|@BROKER_PASSWORD@|$broker_password|g" \
    -e "s|@SECRETS@|$secrets|g" \
    -e "s|@INSIDE@|${ADVERTISED_INSIDE:-kafka:9092}|g" -e "s|@OUTSIDE@|${ADVERTISED_OUTSIDE:-127.0.0.1:9094}|g" \
    "$etc/server.properties" > "$rendered/server.properties"

cat "$secrets/key.pem" "$secrets/cert.pem" > "$rendered/keystore.pem"

java="java -Djava.io.tmpdir=/tmp -XX:-UsePerfData -Dlog4j2.configurationFile=$etc/log4j2.properties"
if [ ! -f /data/kafka/meta.properties ]; then
  # Passwords go by a file: a command line can be read by everybody. What the tool prints shows them too.
  printf '"%s"\n' kafka.tools.StorageTool format "--cluster-id=$(cat "$secrets/cluster-id")" -c "$rendered/server.properties" \
    --add-scram "SCRAM-SHA-256=[name=broker,password=$broker_password]" \
    --add-scram "SCRAM-SHA-256=[name=admin,password=$(cat "$secrets/admin-password")]" > "$rendered/format.args"
  if ! $java -XX:TieredStopAtLevel=1 -cp '/opt/kafka/lib/*' "@$rendered/format.args" > /dev/null 2>&1; then
    echo 'kafka: /data could not be formatted: it must be a volume that user 10001 may write'
    exit 1
  fi
  rm "$rendered/format.args"
fi
exec $java -DZstdNativePath=/opt/kafka/native/libzstd-jni.so ${KAFKA_JVM_OPTIONS:--Xms256m -Xmx512m} -cp '/opt/kafka/lib/*' kafka.Kafka "$rendered/server.properties"
